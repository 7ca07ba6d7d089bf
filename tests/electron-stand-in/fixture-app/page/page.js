document.querySelector('#send').addEventListener('click', async () => {
  const answer = await window.bridge.echo(document.querySelector('#value').value);
  document.querySelector('#answer').textContent = JSON.stringify(answer);
});
