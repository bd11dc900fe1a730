import { readTestFile, said, synthesizeText } from '../../test/synthesis';

const withLabels = (labels: string) =>
  synthesizeText(readTestFile('clusters/seed.yaml').replace('grafana:', `grafana:\n  via: operator\n  instanceLabels: ${labels}`));

test.each(["{ dashboards: '' }", '{ a.example.com/Team_1: x_Y.z-1 }', "{ '1': '2' }", '{}'])('labels %s are accepted', (labels) => {
  expect(said(withLabels(labels)).filter((line) => !/^(note|warning): /.test(line))).toEqual([]);
});

test.each(['{ a: -b }', '{ a: b/c }', '{ Example.com/a: b }', '{ a_: b }', `{ a: ${'b'.repeat(64)} }`, '{ a: [b] }', '{ a: true }'])(
  'labels %s are refused once',
  (labels) => {
    const { findings, refused } = withLabels(labels);

    expect(refused).toBe(true);
    expect(findings.filter(({ severity }) => severity === 'error')).toHaveLength(1);
  },
);

test('a Grafana without labels is required as such', () => {
  const [cluster] = withLabels('{}').clusters;

  expect(cluster?.requirements).toContain('the operator of Grafana, with a Grafana in namespace monitoring');
});
