import ts from 'typescript';
import { error } from '../finding';
import { FINDINGS, RULES } from './fixture';
import { sarif } from './sarif';

/** Type errors of a document against SARIF's published schema (@types/sarif). */
function typeErrors(document: unknown): string[] {
  const file = 'sarif-document.ts';
  const text = `import type { Log } from 'sarif';\nexport const log: Log = ${JSON.stringify(document)};\n`;
  const options: ts.CompilerOptions = { noEmit: true, strict: true, skipLibCheck: true, types: [], lib: ['lib.es2023.d.ts'] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...more) =>
    name === file ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true) : getSourceFile(name, ...more);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

const log = JSON.parse(sarif(FINDINGS, [RULES]));
const [run] = log.runs;

test('SARIF is valid by the types of the published schema', () => {
  expect(typeErrors(log)).toEqual([]);
  expect(typeErrors(JSON.parse(sarif([], [])))).toEqual([]);
});

test.each([
  ['another version', { ...log, version: '2.0.0' }],
  ['an unknown level', { ...log, runs: [{ ...run, results: [{ level: 'fatal', message: { text: 'x' } }] }] }],
  ['an unknown property', { ...log, runs: [{ ...run, findings: [] }] }],
  ['no tool', { ...log, runs: [{ results: [] }] }],
])('the types refuse %s', (_what, document) => {
  expect(typeErrors(document)).not.toEqual([]);
});

test('each rule has a description and a link', () => {
  expect(run.tool.driver.rules[0]).toEqual({
    id: 'addresses/no-such-port',
    shortDescription: { text: 'Every port exists.' },
    help: {
      text: 'Use a port that exists. Example: has no port 1; use 2',
      markdown:
        'Use a port that exists.\n\nExample:\n\n```text\nhas no port 1; use 2\n```\n\n[addresses/no-such-port](https://github.com/tempo-gitops/tempo-gitops/blob/main/docs/rules.md#addressesno-such-port)',
    },
    helpUri: 'https://github.com/tempo-gitops/tempo-gitops/blob/main/docs/rules.md#addressesno-such-port',
  });
});

test('each result has its rule, level, place and objects', () => {
  expect(run.results.slice(0, 2)).toEqual([
    {
      ruleId: 'addresses/no-such-port',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'tempo.chart: has no port 1; use 2' },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'clusters/my%20home%2C%201.yaml' }, region: { startLine: 4, startColumn: 3 } },
          logicalLocations: [{ fullyQualifiedName: 'tempo.chart' }],
        },
      ],
    },
    {
      ruleId: 'addresses/no-such-port',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'Service a (also Service b): has no port 1; use a.port and b.port' },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'dist/home/tempo.k8s.yaml' } },
          logicalLocations: [{ fullyQualifiedName: 'Service a' }, { fullyQualifiedName: 'Service b' }],
        },
      ],
    },
  ]);
  expect(run.results.map(({ level }: { level: string }) => level)).toEqual(['error', 'error', 'warning', 'note', 'error']);
});

test('what is accepted is suppressed, with the reason, and nothing else is', () => {
  expect(run.results.map(({ suppressions }: { suppressions?: unknown }) => suppressions)).toEqual([
    ...[undefined, undefined, undefined, undefined],
    [{ kind: 'external', justification: 'fixed in May' }],
  ]);
});

test('a file outside of the repository has its full URI', () => {
  const { runs } = JSON.parse(sarif([error({ file: '/elsewhere/a b.yaml' }, RULES.says('odd', 'is odd'))], [RULES]));

  expect(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('file:///elsewhere/a%20b.yaml');
});
