/**
 * The URL if Helcim's dashboard would take it, else an error that says why. Helcim asks for https; plain http is
 * allowed here for loopback receivers. https://devdocs.helcim.com/docs/webhooks
 */
export function checkWebhookUrl(text: string): string {
  if (!URL.canParse(text)) throw new Error(`webhook URL: ${JSON.stringify(text)} is no URL`);
  const url = new URL(text);
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    throw new Error('webhook URL: must be https, or http on this machine');
  }
  if (text.toLowerCase().includes('helcim')) throw new Error('webhook URL: must not contain the word helcim');
  return text;
}
