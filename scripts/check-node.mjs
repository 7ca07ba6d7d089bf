// npm scripts must run on the project's own Node (the `node` devDependency), not on the machine's.
const [major] = process.versions.node.split('.');
if (major !== '24') {
  console.error(
    `Tillside needs Node 24 but found ${process.version}. Run "npm ci" first and start it through npm scripts.`,
  );
  process.exit(1);
}
