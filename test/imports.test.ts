/** Which folder may import which: the arrows of "How it is built" in README.md. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles } from '../lib/output/compare';

interface Import {
  readonly from: string;
  readonly to: string;
  /** Whether the program loads it, and at once: it is not only of types, and not on demand. */
  readonly isLoaded: boolean;
}

const MODULE = /\.[jt]s$/;
const OF_TESTS = /\.test\.ts$|(^|\/)fixture\.ts$/;
const IMPORT = /^(import|export)( type)?[^;']* from '(\.[^']+)'|(?:require|import)\('(\.[^']+)'\)/gm;

const BELOW: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  charts: ['lib'],
  synthesis: ['charts', 'lib'],
  verify: ['synthesis', 'charts', 'lib'],
  smoke: ['verify', 'charts', 'lib'],
  diff: ['verify', 'synthesis', 'charts', 'lib'],
  init: ['verify', 'synthesis', 'charts', 'lib'],
};

const FOLDERS = [...Object.keys(BELOW), 'commands', 'bin'];

const modules = ['main.ts', ...FOLDERS.flatMap((folder) => listFiles(folder).map((file) => `${folder}/${file}`))].filter(
  (file) => MODULE.test(file) && !OF_TESTS.test(file),
);

const imports = modules.flatMap((from): Import[] =>
  [...readFileSync(from, 'utf8').matchAll(IMPORT)].map(([, statement, type, atOnce, onDemand = '']) => {
    const to = path.posix.join(path.posix.dirname(from), atOnce ?? onDemand);
    const file = [to, `${to}.ts`, `${to}.js`].find((each) => modules.includes(each)) ?? to;
    return { from, to: file, isLoaded: statement !== undefined && type === undefined };
  }),
);

const shown = ({ from, to }: Import): string => `${from} imports ${to}`;
const folderOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : '');

test('a folder imports only folders below it', () => {
  const upwards = imports.filter(({ from, to }) => {
    const [own, other] = [folderOf(from), folderOf(to)];
    return own !== other && BELOW[own] && FOLDERS.includes(other) && !BELOW[own].includes(other);
  });
  expect(upwards.map(shown)).toEqual([]);
});

/** What a component knows of others. What they tell each other goes through charts/cluster.ts. */
const KNOWN: Readonly<Record<string, RegExp | undefined>> = {
  argocd: undefined,
  emojivoto: undefined,
  grafana: undefined,
  linkerd: undefined,
  traefik: /^linkerd\/injection\./,
  tempo: /^(linkerd\/injection|bucket\/config)\./,
  vulture: /^tempo\/receivers\./,
  // They sit in the path of Tempo's spans, create its bucket, and watch it.
  collector: /^(linkerd\/injection\.|tempo\/)/,
  bucket: /^linkerd\/injection\.|^tempo\/(storage|credentials)\//,
  minio: /^bucket\/|^tempo\/(storage\/|releases\.)/,
  monitoring: /^(collector|tempo)\//,
};

test('a component knows nothing about the others, except what is listed here', () => {
  const componentOf = (file: string): string => /^charts\/([^/]+)\//.exec(file)?.[1] ?? '';
  const unknown = imports.filter(({ from, to }) => {
    const [own, other] = [componentOf(from), componentOf(to)];
    if (own === other || !(own in KNOWN) || !(other in KNOWN)) return false;
    return KNOWN[own]?.test(to.replace('charts/', '')) !== true;
  });
  expect(unknown.map(shown)).toEqual([]);
});

test('no module loads itself through others', () => {
  const loaded = new Map(
    modules.map((file) => [file, imports.filter(({ from, isLoaded }) => from === file && isLoaded).map(({ to }) => to)]),
  );
  const finished = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, above: readonly string[]): void => {
    if (above.includes(file)) circles.push([...above.slice(above.indexOf(file)), file].join(' -> '));
    if (finished.has(file) || above.includes(file)) return;
    for (const next of loaded.get(file) ?? []) visit(next, [...above, file]);
    finished.add(file);
  };
  for (const file of modules) visit(file, []);
  expect(circles).toEqual([]);
});
