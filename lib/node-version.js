// Refuses a Node.js that is too old for this project. An old Node.js must be able to parse this file: nothing in it or in launch.js
// is newer than Node.js 12, and no other file is loaded before.
const OLDEST = 20;

const { node } = process.versions;
if (Number(node.split('.')[0]) < OLDEST) {
  process.stderr.write(`tempo-gitops needs Node.js ${OLDEST} or newer; this is v${node}\n`);
  process.exit(1);
}
