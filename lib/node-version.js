// Refuses a Node.js that is too old for this project. Parsed by such a Node.js: nothing here or in launch.js is newer than Node.js 12,
// and nothing else is loaded before.
const OLDEST = 20;

const { node } = process.versions;
if (Number(node.split('.')[0]) < OLDEST) {
  process.stderr.write(`tempo-gitops needs Node.js ${OLDEST} or newer; this is v${node}\n`);
  process.exit(1);
}
