/** `tempo-gitops COMMAND [ARGUMENT...]`: all commands of the installed package. */
import { print, printError } from '../lib/command-line/command';
import { nearest } from '../lib/findings/nearest';
import { version } from '../package.json';

/**
 * What each command does, and how it starts: it runs when it is loaded, because `require.main` is the module of the bundle. esbuild gives
 * a file that exports nothing a `module` of its own.
 */
const COMMANDS: Readonly<Record<string, readonly [does: string, start: () => unknown]>> = {
  init: ['writes what a repository of one cluster needs', () => require('./init')],
  synth: ['writes dist/ from clusters/*.yaml', () => require('../main')],
  check: ['fails where dist/ is not what synth would write', () => require('./check')],
  verify: ['renders dist/ by Helm and proves that the pieces fit', () => require('./verify')],
  diff: ['what a change does to the cluster, for a pull request', () => require('./diff')],
  explain: ['the cluster file with its bases and defaults, and where each value comes from', () => require('./explain')],
  graph: ['the path of a trace, as a Mermaid diagram', () => require('./graph')],
  images: ['all images of the output, for a mirror', () => require('./images')],
  smoke: ['sends a trace through the running stack and reads it back', () => require('./smoke')],
  snapshots: ['records in __snapshots__/ what synth makes, for the review', () => require('./snapshots')],
  upgrade: ['what each release can move to', () => require('./upgrade')],
  renovate: ['writes the known releases into renovate.json', () => require('./renovate')],
  bucket: ['what is to be done by hand for the bucket', () => require('./bucket')],
  minio: ['the same by mc, for MinIO', () => require('./minio')],
  secret: ['the Secret of `credentials: {existing: {}}`, for kubectl', () => require('./secret')],
  seal: ['the ciphertext of a SealedSecret, for the cluster file', () => require('./seal')],
  releases: ['which releases work together', () => require('./releases')],
  servers: ['what S3 servers need', () => require('./servers')],
  rules: ['what is checked', () => require('./rules')],
  schema: ['writes the JSON Schema of the cluster file, for editors', () => require('./schema')],
};

const USAGE = 'usage: tempo-gitops COMMAND [ARGUMENT...]';

function help(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const rows = Object.entries(COMMANDS).map(([name, [does]]) => `  ${name.padEnd(width)}  ${does}`);
  return [USAGE, '', ...rows, '', 'tempo-gitops COMMAND --help prints its arguments, and tempo-gitops --version the version.'].join('\n');
}

/** Starts the command with the other arguments, as if it had been called itself. */
function start(name: string | undefined): void {
  if (name === undefined || ['--help', '-h', 'help'].includes(name)) {
    print(help());
    return;
  }
  if (['--version', '-v'].includes(name)) {
    print(version);
    return;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    const meant = nearest(name, Object.keys(COMMANDS));
    printError(`unknown command ${name}; ${meant ? `did you mean ${meant}?` : 'see tempo-gitops --help'}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  process.argv.splice(2, 1);
  command[1]();
}

if (require.main === module) start(process.argv[2]);
