import { APPLICATIONS, CHART, LAST_VALUE, type Row, TRAEFIK } from './row';

export const render: readonly Row[] = [
  [
    'a subchart that is switched on and not there',
    APPLICATIONS,
    LAST_VALUE,
    'minio:\n            enabled: true',
    'error: tempo-distributed 2.23.4 does not render: its subchart minio 5.4.0 is switched on and not there',
  ],
  [
    'a chart of another version',
    APPLICATIONS,
    'targetRevision: 2.23.4',
    'targetRevision: 2.23.3',
    'has no chart tempo-distributed 2.23.3; put it there as tempo-distributed-2.23.3/',
  ],
  [
    'a chart that fails',
    `${CHART}/templates/config.yaml`,
    'apiVersion: v1',
    '{{ fail "no such bucket" }}',
    'tempo-distributed 2.23.4 does not render: no such bucket',
  ],
  [
    'a chart that renders no YAML',
    `${CHART}/templates/config.yaml`,
    'kind: ConfigMap',
    'kind: [',
    'error: tempo-distributed 2.23.4 does not render: YAML parse error',
  ],
  ['values that are no YAML', APPLICATIONS, 'traces:', 'traces: [', 'error: helm.values is no YAML'],
  ['a values file that does not say its chart', TRAEFIK, /# Helm values.*/, '#', 'does not say which chart it is for'],
  ['a values file that is no map', TRAEFIK, /^logs:[\s\S]*/m, '- logs\n', 'is no map of values'],
  [
    'a patch without its object',
    APPLICATIONS,
    'kind: Namespace\n',
    'kind: Namespce\n',
    'the patch of Namespce finds no such object in emojivoto; correct its target',
  ],
  [
    'a patch of what is no pattern',
    APPLICATIONS,
    'kind: Namespace\n',
    'kind: (((\n',
    'the patch of ((( has a target that is no regular expression; correct it',
  ],
  [
    'a patch with no such place',
    APPLICATIONS,
    '/spec/template/spec/containers/0/env/-',
    '/spec/template/spec/containers/9/env/-',
    'the patch of Deployment does not apply to',
  ],
  ['a patch that is no list', APPLICATIONS, '- op: add', 'just:\n                op: add', 'is no list of JSON patch operations'],
  ['a moving emojivoto', APPLICATIONS, /targetRevision: e490\w+/, 'targetRevision: main', 'error: emojivoto is taken at main'],
];
