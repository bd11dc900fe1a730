/** Versions that affect the output or appear in messages are only in the tables of releases. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Tables of releases, of API versions and of what S3 servers need. */
const TABLES = /(^|[/-])(releases?|product|api-versions)\.ts$|^charts\/\w+\/releases\/[\w-]+\.ts$|\/s3\/servers\/[\w-]+\.ts$/;
/** Pinned programs, images, packages and formats, which are updated separately. */
const PINS = [
  'charts/kubernetes.ts',
  'commands/kubernetes-schema.ts',
  'commands/learn/matrix/cluster-file.ts',
  'lib/findings/formats/sarif.ts',
  'lib/helm/binary.ts',
];
const IS_STYLE_SHEET = /(^|\/)style\.ts$/;
const IS_FOR_TESTS = /\.test\.ts$|(^|\/)fixture\.ts$/;

/** Two or three numbers; not part of an IP address, nor a decimal such as 0.001. */
const VERSION = /(?<![\d.])v?(0|[1-9]\d*)\.(0|[1-9]\d{0,2})(\.\d+)?(?![\d.]*\.\d)(?!\d)/;
/** Versions of specifications, a sample rate, and the placeholders for a chart without a version and for what is older than all. */
const OTHER_NUMBERS = /HTTP\/\d\.\d|YAML \d\.\d( and \d\.\d)?|<\?xml version="1\.0"|sampleRate: 0\.1|^0\.0(\.0)?$/g;

const sources = ['charts', 'commands', 'diff', 'init', 'lib', 'smoke', 'synthesis', 'verify']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)))
  .filter(
    (file) => file.endsWith('.ts') && !IS_FOR_TESTS.test(file) && !IS_STYLE_SHEET.test(file) && !TABLES.test(file) && !PINS.includes(file),
  )
  .concat('main.ts');

/** `version('2.23.4')`, and the `example` of a rule. */
function isExample({ parent }: ts.Node): boolean {
  if (parent === undefined) return false;
  if (ts.isCallExpression(parent) && parent.expression.getText() === 'version') return true;
  if (ts.isPropertyAssignment(parent) && parent.name.getText() === 'example') return true;
  return !ts.isStatement(parent) && isExample(parent);
}

const isText = (node: ts.Node): node is ts.LiteralLikeNode =>
  ts.isStringLiteral(node) ||
  ts.isNoSubstitutionTemplateLiteral(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddleOrTemplateTail(node);

/** Literals that contain a version: `file:line: text`. Comments do not count. */
function versionsIn(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isText(node) && VERSION.test(node.text.replaceAll(OTHER_NUMBERS, '')) && !isExample(node))
      found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.text}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('no version is typed outside of the tables', () => {
  expect(sources.flatMap((file) => versionsIn(file, readFileSync(file, 'utf8')))).toEqual([]);
});

test('every exception has a version', () => {
  expect(PINS.filter((file) => !existsSync(file) || versionsIn(file, readFileSync(file, 'utf8')).length === 0)).toEqual([]);
});

test.each([
  ['in a message', "const fix = 'pin tempo.chart 2.26.2 or older';"],
  ['in a template', 'const fix = `use Argo CD 3.0 or newer than ${asked}`;'],
  ['at the end of a template', 'const fix = `${asked}: pin 37.0.0`;'],
  ['that is compared', "compare(version, '2.7.0') >= 0;"],
  ['after a v', "image('v3.6.11');"],
])('a version %s is found', (_where, text) => {
  expect(versionsIn('check.ts', text)).toHaveLength(1);
});

test.each([
  ['an example of the schema', "version('2.23.4').describe('The release');"],
  ['an example of a rule', "({ example: 'tempo-distributed 2.24.0 is new' });"],
  ['a comment', "// From 2.7.0 on\nconst host = 'localhost';"],
  ['an address', "const any = '0.0.0.0:4317'; const own = '127.0.0.1';"],
  ['a protocol', "const protocol = 'HTTP/1.1';"],
])('%s is not one', (_what, text) => {
  expect(versionsIn('check.ts', text)).toEqual([]);
});
