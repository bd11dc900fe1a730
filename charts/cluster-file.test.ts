import { listTestFiles, readTestFile, said, synthesizeText } from '../test/synthesis';

describe('a mistake in a cluster file', () => {
  // Each file contains one mistake, and in its first line the message without the file's name.
  test.each(listTestFiles('invalid'))('%s is refused at its place, with a way out', (file) => {
    const text = readTestFile(`invalid/${file}`);
    const expected = /^# (.+)\n/.exec(text)?.[1];

    const synthesis = synthesizeText(text);

    expect(said(synthesis)).toEqual([`clusters/test.yaml:${expected}`]);
    expect(expected).toMatch(/^\d+:\d+ \S+: .+; .+/);
    expect(synthesis.refused).toBe(true);
    expect(synthesis.files.size).toBe(0);
  });

  test('does not hide the others', () => {
    const text = readTestFile('clusters/minimal.yaml')
      .replace('domain:', 'domian:')
      .replace('bucket: traces', 'bucket: T')
      .replace('[otlp-grpc]', 'all');

    expect(said(synthesizeText(text))).toEqual([
      expect.stringMatching(/^clusters\/test\.yaml:8:14 tempo\.receivers: /),
      expect.stringMatching(/^clusters\/test\.yaml:10:13 tempo\.storage\.bucket: /),
      expect.stringMatching(/^clusters\/test\.yaml:3:1 domian: unknown key; did you mean domain\?$/),
    ]);
  });

  test('shows how a key with dots is written', () => {
    const text = `${readTestFile('clusters/minimal.yaml')}tempo.storage.region: eu-west-1\n`;

    expect(said(synthesizeText(text))).toEqual([
      expect.stringMatching(/ tempo\.storage\.region: unknown key; write it as region: … below tempo\.storage \(line 9\)$/),
    ]);
  });

  test('names both sides of a conflict, with the line of the other', () => {
    const text = readTestFile('invalid/traefik-zipkin-off.yaml');

    expect(said(synthesizeText(text))[0]).toContain('traefik: sends its spans by zipkin, which tempo.receivers (line 7) does not list');
  });
});
