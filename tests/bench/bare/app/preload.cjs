const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('bare', {
  onOutcome: (listener) => ipcRenderer.on('outcome', (_event, outcome) => listener(outcome)) && undefined,
});
