const { contextBridge, ipcRenderer } = require('electron');

let nodeFs;
try {
  nodeFs = require('node:fs');
} catch (error) {
  nodeFs = error.message;
}
let listeners = 0;
contextBridge.exposeInMainWorld('bridge', {
  echo: (value) => ipcRenderer.invoke('echo', value),
  fail: () => ipcRenderer.invoke('fail'),
  note: (value) => ipcRenderer.send('note', value),
  onNoted: (listener) => {
    const wrapped = (_event, value) => listener(value);
    ipcRenderer.on('noted', wrapped);
    listeners += 1;
    return () => {
      ipcRenderer.off('noted', wrapped);
      listeners -= 1;
    };
  },
  listeners: () => listeners,
  nodeFs,
  list: ['a', { deep: true }],
});
//# sourceMappingURL=preload.cjs.map
