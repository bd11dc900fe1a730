import { fleetKey, header, isOurs, sourceName } from './header';

const json = (source: string) => `${JSON.stringify(fleetKey(source), null, 2).replace(/\n\}$/, ',')}\n  "name": "home"\n}\n`;

test.each([
  ['clusters/home.yaml', undefined, 'clusters/home.yaml'],
  ['elsewhere/home.yaml', undefined, 'clusters/home.yaml'],
  ['elsewhere/eu/west/home.yaml', 'eu/west', 'clusters/eu/west/home.yaml'],
  ['clusters/a"b `c`\n# d/home.yaml', 'a"b `c`\n# d', 'clusters/a"b `c`\\u000a# d/home.yaml'],
])('%j is named, and its output is known again', (file, folder, name) => {
  const source = sourceName(file, folder);

  expect(source).toBe(name);
  expect(header(source)).toBe(`# Generated from ${name} by \`npm run synth\`; do not edit.\n`);
  expect([header(source), json(source), `<<<<<<< HEAD\n${header(source)}`].map(isOurs)).toEqual([true, true, true]);
});

test.each([
  '# Generated from clusters/home.yaml by hand\n',
  '# Generated from values/home.yaml by `npm run synth`; do not edit.\n',
  '# a comment\n# Generated from clusters/home.yaml by `npm run synth`; do not edit.\n',
  '{ "generated": "from clusters/home.yaml by `npm run synth`; do not edit." }\n',
])('%j is of somebody else', (text) => {
  expect(isOurs(text)).toBe(false);
});
