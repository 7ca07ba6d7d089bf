/** The least that a send costs: one POST on a connection of its own. */
import { request } from 'node:http';

/** @returns the answer's body */
export function barePost(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', agent: false, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve(text));
      response.on('error', reject);
    });
    sending.on('error', reject);
    sending.end(body);
  });
}
