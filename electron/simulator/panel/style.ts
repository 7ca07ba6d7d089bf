/** Style of the customer's page; follows the system's light or dark setting. */
export const PANEL_STYLE = `
:root { color-scheme: light dark; --line: light-dark(#8a8f98, #6b7078); --screen: light-dark(#eef1f4, #1b1e22); --accent: light-dark(#0b57d0, #a8c7fa); }
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
header p { margin: 0 0 1rem; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: 1rem; }
article, section { border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; }
section { margin-top: 1rem; }
.screen { display: block; background: var(--screen); border-radius: .5rem; min-height: 4rem; padding: .75rem; font-size: 1.15rem; font-weight: 600; margin: 0 0 .5rem; }
.state { margin: 0 0 .75rem; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; }
button, input { font: inherit; min-height: 2.5rem; border: 1px solid var(--line); border-radius: .5rem; padding: .25rem .75rem; background: transparent; color: inherit; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.tip { display: flex; gap: .5rem; align-items: end; margin: 0 0 .75rem; }
.tip label { display: grid; }
.tip input { width: 7rem; }
#notice { min-height: 1.5rem; font-weight: 600; }
#events { padding-left: 1.5rem; margin: 0; overflow-wrap: anywhere; }
`;
