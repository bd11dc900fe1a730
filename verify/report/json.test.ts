import { damaged } from './fixture';
import { reportDocument } from './json';

const [cluster] = reportDocument(damaged).clusters;

test('the document has the fields that programs read', () => {
  expect(Object.keys(reportDocument(damaged))).toEqual(['helm', 'clusters', 'renders', 'seconds']);
  expect(Object.keys(cluster ?? {})).toEqual(['name', 'verdicts', 'charts', 'hops', 'values', 'judged', 'notJudged', 'notProven']);
  expect(cluster?.judged).toMatchObject({ render: 2, values: 114, hygiene: 17 });
});

test('a verdict has severity, check, place and text, and the parts of the text', () => {
  expect(cluster?.verdicts.find(({ check }) => check === 'addresses')).toEqual({
    severity: 'error',
    check: 'addresses',
    rule: 'addresses/no-such-port',
    place: { file: 'dist/picluster/values/kube-prometheus-stack.yaml' },
    subjects: [],
    problem: 'Grafana reads Tempo at tempo-query-frontend.tracing:3100, and that Service has the ports 3200 and 9095',
    fix: 'use 3200',
    text: 'Grafana reads Tempo at tempo-query-frontend.tracing:3100, and that Service has the ports 3200 and 9095; use 3200',
  });
  expect(cluster?.verdicts.find(({ severity }) => severity === 'note')).toMatchObject({
    place: { file: 'dist/picluster/applications.k8s.yaml', name: 'picluster-tracing-tempo' },
    subjects: ['server.a', 'server.b', 'server.c', 'server.d', 'server.e'],
    subject: 'server.a, server.b, server.c, server.d and server.e',
  });
});
