import { dependsOnUnknown, unknownValue, Variables } from './variables';

const all = new Map(Object.entries({ NAME: 'tempo', COUNT: '3', EMPTY: '', ON: 'true' }));

test.each<[unknown, unknown]>([
  ['${NAME}.tracing:4317', 'tempo.tracing:4317'],
  ['$${NAME}', '${NAME}'],
  ['$NAME and {NAME}', '$NAME and {NAME}'],
  ['${GONE:=default}', 'default'],
  ['${GONE:-}', null],
  ['${EMPTY:=default}', 'default'],
  ['${EMPTY-default}', null],
  ['${GONE:=${NAME}-1}', 'tempo-1'],
  ['${NAME^^}', 'TEMPO'],
  // As in Flux, what was a text is a number or boolean afterwards.
  ['${COUNT}', 3],
  ['${ON}', true],
  ['a\n${COUNT}\n', 'a\n3\n'],
  ['${NAME}: x: y', 'tempo: x: y'],
  [{ '${NAME}': ['${COUNT}', 1, null] }, { tempo: [3, 1, null] }],
])('%j is substituted as Flux does', (value, expected) => {
  const variables = new Variables(all);

  expect(variables.in(value)).toEqual(expected);
  expect([...variables.unknown]).toEqual([]);
});

test('a variable without a value is remembered, and its value is an address that does not exist', () => {
  const variables = new Variables(all);

  expect(variables.in('${S3_SERVER}:9000, ${NAME}, ${NAME/t/T}')).toBe('s3-server.variable.invalid:9000, tempo, name.variable.invalid');
  expect([...variables.unknown]).toEqual(['S3_SERVER', 'NAME']);
  expect(dependsOnUnknown(unknownValue('A_B'))).toBe(true);
  expect(dependsOnUnknown('tempo.tracing')).toBe(false);
});

test('a text of many braces is read in time', () => {
  const start = performance.now();
  new Variables(all).in(`\${A:=${'${B}'.repeat(20_000)}`);
  expect(performance.now() - start).toBeLessThan(2000);
});
