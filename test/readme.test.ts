import { readFileSync } from 'node:fs';
import { linesOf } from '../lib/findings/sentence';
import { readTestFile, said, synthesizeText } from './synthesis';

const readme = readFileSync('README.md', 'utf8');
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^ *\`\`\`${language}\n([\\s\\S]*?)^ *\`\`\``, 'gm'))].map(([, text = '']) => text);
const [example = ''] = blocks('yaml');

describe('the README', () => {
  test('has an example that is a valid cluster file', () => {
    expect(said(synthesizeText(example))).toEqual([]);
  });

  test('names all commands, and only commands that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const named = new Set([...readme.matchAll(/npm run (?:-s )?([a-z:-]*[a-z])/g)].map(([, name]) => name as string));

    expect([...named].filter((name) => !(name in scripts))).toEqual([]);
    expect(
      Object.keys(scripts).filter((name) => !['test', 'types', 'lint', 'format', 'prepack'].includes(name) && !named.has(name)),
    ).toEqual([]);
  });

  test.each([
    ['repoURL:', 'repoUrl:'],
    ['chart: 2.23.4', 'chart: 2.24.0'],
    ['zipkin, ', ''],
  ])('shows a message as it is printed: for %s', (from, to) => {
    const mistaken = synthesizeText(readTestFile('clusters/seed.yaml').replace(from, to), 'picluster');

    expect(readme.split('\n')).toContain(mistaken.findings.filter(({ severity }) => severity === 'error').flatMap(linesOf)[0]);
  });

  test('has the test command that CI runs', () => {
    expect(blocks('sh')[0]).toBe('npm ci && npm run synth\nnpm test\n');
    expect(readFileSync('.ci/run', 'utf8')).toMatch(/^npm test$/m);
  });
});
