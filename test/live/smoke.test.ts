import { reportOf } from './smoke';

const STEP = { part: 'receivers', name: 'zipkin', verdict: 'failed', findings: [{ rule: 'smoke/refused', text: 'answered 404' }] };
const printed = (outcome: string, code: number) => ({ code, error: '', out: JSON.stringify({ outcome, steps: [STEP] }) });

test('the steps, with their findings', () => {
  expect(reportOf(printed('broken', 1))).toEqual({
    outcome: 'broken',
    steps: [{ title: 'receivers: zipkin', verdict: 'failed', text: 'answered 404', rules: ['smoke/refused'] }],
  });
});

test('a refusal is the message of smoke', () => {
  expect(() => reportOf({ code: 1, out: '', error: 'dist/lab: contains no manifest; run `npm run synth`\n' })).toThrow(
    'smoke ended with 1: dist/lab: contains no manifest; run `npm run synth`',
  );
});

test.each([
  ['whole', 1],
  ['broken', 0],
  ['broken', 3],
  ['unproven', 0],
])('the exit code of %s is not %i', (outcome, code) => {
  expect(() => reportOf(printed(outcome, code))).toThrow(`smoke ended with ${code}, and its outcome is ${outcome}`);
});

test.each([
  ['whole', 0],
  ['unproven', 3],
])('%s ends with %i', (outcome, code) => {
  expect(reportOf(printed(outcome, code)).outcome).toBe(outcome);
});
