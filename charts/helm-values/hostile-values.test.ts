import { dump, load } from 'js-yaml';
import { readTestFile, synthesizeText } from '../../test/synthesis';
import { mergeUserValues } from './merge-values';

/** Values of every type, at every place where this stack or its checks look into the values of a user. */
const HOSTILE: readonly unknown[] = [
  ...[null, true, 1, '', 'text', [], {}, [null], [[null]], ['text'], [1, { name: null }], [{ name: { toString: 'x' } }]],
  ...[
    { name: 'x' },
    { constructor: 'x' },
    { toString: 'x', valueOf: 'y' },
    JSON.parse('{"__proto__": {"a": [null]}}'),
    { constructor: null },
  ],
];
const PATHS = [
  ...['env', 'image', 'image.tag', 'additionalArguments', 'globalArguments', 'tracing', 'tracing.otlp', 'logs', 'logs.access', 'ports'],
  ...[
    'extraArgs',
    'global',
    'distributor',
    'distributor.extraEnv',
    'ingester.persistence',
    'tempo',
    'tempo.image',
    'traces',
    'traces.otlp',
  ],
  ...[
    'tempo.extraArgs',
    'tempo.structuredConfig',
    'overrides',
    'config',
    'storage',
    'storage.trace',
    'gateway',
    'minio',
    'minio.persistence',
  ],
  ...[
    'persistence',
    'persistence.annotations',
    'compactor.config',
    'constructor',
    'constructor.prototype',
    'toString',
    'querier.extraArgs',
  ],
];
const at = (path: string, value: unknown): unknown => path.split('.').reduceRight((below, key) => ({ [key]: below }), value);

/** All of one depth at once: the synthesis looks into each of them, whatever the others are. */
const GROUPS = [1, 2].map((depth) => PATHS.filter((path) => path.split('.').length === depth));

test.each(['seed', 'k3s', 'otlp', 'minimal'])('no value of a user crashes the synthesis of %s', (cluster) => {
  const file = load(readTestFile(`clusters/${cluster}.yaml`)) as Record<string, object>;
  const crashes: string[] = [];
  for (const component of ['traefik', 'tempo'].filter((name) => name in file))
    for (const paths of GROUPS)
      for (const hostile of HOSTILE) {
        const values = paths.map((path) => at(path, hostile)).reduce((all, one) => mergeUserValues(all, one));
        try {
          synthesizeText(dump({ ...file, [component]: { ...file[component], values } }));
        } catch (error) {
          crashes.push(`${component}.values ${JSON.stringify(values)}: ${(error as Error).message}`);
        }
      }
  expect(crashes).toEqual([]);
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('a label named %s is a label', (key) => {
  const file = readTestFile('clusters/seed.yaml').replace('grafana:', `grafana:\n  via: operator\n  instanceLabels: { ${key}: x, a: z }`);

  const { files } = synthesizeText(file);

  if (key === '__proto__') return; // no valid label; it need only not crash
  expect(files.get('test/grafana.k8s.yaml')).toContain(`      a: z\n      ${key}: x\n`);
});

test('a map of names may have any key', () => {
  const file = load(readTestFile('clusters/seed.yaml')) as Record<string, object>;
  const [labels, nodeSelector] = [{ constructor: 'x' }, { constructor: 'y', alpha: 'z' }];
  const hostile = { ...file, metadata: { labels }, scheduling: { nodeSelector }, networkPolicies: true };
  const { findings, files } = synthesizeText(dump(hostile));

  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const job = [...files].find(([name]) => name.includes('minio-bootstrap'))?.[1];
  expect(job).toContain("nodeSelector:\n        constructor: 'y'\n        alpha: z\n");
});
