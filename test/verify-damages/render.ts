import { APPLICATIONS, CHART, LAST_VALUE, type Row, TRAEFIK_VALUES } from './row';

export const renderDamages: readonly Row[] = [
  [
    'a subchart that is enabled but missing',
    APPLICATIONS,
    LAST_VALUE,
    'minio:\n            enabled: true',
    'error: tempo-distributed 2.23.4 does not render: its subchart minio 5.4.0 is enabled but missing',
  ],
  [
    'a chart that fails',
    `${CHART}/templates/config.yaml`,
    'apiVersion: v1',
    '{{ fail "no such bucket" }}',
    'tempo-distributed 2.23.4 does not render: no such bucket',
  ],
  [
    'a chart that renders invalid YAML',
    `${CHART}/templates/config.yaml`,
    'kind: ConfigMap',
    'kind: [',
    'error: tempo-distributed 2.23.4 does not render: YAML parse error',
  ],
  ['values that are not YAML', APPLICATIONS, 'traces:', 'traces: [', 'error: helm.values is not valid YAML'],
  ['a values file that does not name its chart', TRAEFIK_VALUES, /# Helm values.*/, '#', 'does not name its chart'],
  ['a values file that is not a map', TRAEFIK_VALUES, /^logs:[\s\S]*/m, '- logs\n', 'is not a map of values'],
  [
    'a patch without its object',
    APPLICATIONS,
    'kind: Namespace\n',
    'kind: Namespce\n',
    'the patch of Namespce matches no object of emojivoto; correct its target',
  ],
  [
    'a patch with an invalid pattern',
    APPLICATIONS,
    'kind: Namespace\n',
    'kind: (((\n',
    'the patch of ((( has a target that is not a valid regular expression; correct it',
  ],
  [
    'a patch of a path that does not exist',
    APPLICATIONS,
    '/spec/template/spec/containers/0/env/-',
    '/spec/template/spec/containers/9/env/-',
    'the patch of Deployment does not apply to',
  ],
  ['a patch that is not a list', APPLICATIONS, '- op: add', 'just:\n                op: add', 'is not a list of JSON patch operations'],
  ['a moving emojivoto', APPLICATIONS, /targetRevision: e490\w+/, 'targetRevision: main', 'error: reads emojivoto at main'],
];
