import { ofComponent, said, synthesizeWith } from '../../test/synthesis';
import { collectorReleases } from './releases';

const stack = (values: string, { chart = collectorReleases.newest, more = '' } = {}) =>
  synthesizeWith(`collector: {chart: ${chart}${more}, values: {${values}}}
`);
const messages = (...given: Parameters<typeof stack>) => said(stack(...given)).map((line) => line.replace(/^\S*clusters\S+ /, ''));

describe('a role lets the collector read pods', () => {
  const USES = 'processors: {k8sattributes: {}}, service: {pipelines: {traces: {processors: [k8sattributes, tail_sampling]}}}';
  const FIRST = `alternateConfig: {${USES.replace(', tail_sampling', '')}}`;
  const OFF = 'presets: {kubernetesAttributes: {enabled: false}}';
  const rules = (verbs: string, resources = 'pods', groups = '""') =>
    `clusterRole: {create: true, rules: [{apiGroups: [${groups}], resources: [${resources}], verbs: [${verbs}]}]}`;
  const READ = 'pipeline traces uses k8sattributes, and no role of the chart lets it read pods';
  const ROLE = 'set clusterRole.create and clusterRole.rules there';
  const warnings = (...given: Parameters<typeof stack>) =>
    said(stack(...given), 'warning').map((line) => line.replace(/^\S*clusters\S+ /, ''));

  test.each([
    OFF,
    `${OFF}, clusterRole: {create: true}`,
    `${OFF}, ${rules('get')}`,
    `${OFF}, ${rules('list, watch', 'nodes')}`,
    `${OFF}, ${rules('list, watch', 'pods', 'apps')}`,
    `${OFF}, ${rules('list, watch').replace('create: true, ', '')}`,
  ])('which is unknown with %s', (values) => {
    expect(said(stack(`${values}, ${FIRST}`), 'error')).toEqual([]);
    expect(warnings(`${values}, ${FIRST}`)).toEqual([
      `collector.values.presets.kubernetesAttributes.enabled: ${READ}; remove this key, so that the preset is on, or ${ROLE}`,
    ]);
  });

  test.each([
    `${OFF}, ${rules('get, list, watch')}, ${FIRST}`,
    `${OFF}, ${rules('"*"', '"*"', '"*"')}, ${FIRST}`,
    `${OFF}, ${FIRST.replace('k8sattributes: {}', 'k8sattributes: {passthrough: true}')}`,
    FIRST,
    OFF,
  ])('which is the case, or needless, with %s', (values) => {
    expect(messages(values)).toEqual([]);
    expect(warnings(values)).toEqual([]);
  });

  test('also in the second tier, which has none by default', () => {
    const sampling = (values: string) => ({
      more: `, tailSampling: {policies: [{name: all, type: always_sample}], values: {${values}alternateConfig: {${USES}}}}`,
    });
    const message = `collector.tailSampling.values.alternateConfig.service.pipelines.traces.processors: ${READ}; ${ROLE}`;
    expect(warnings('', sampling(''))).toEqual([message]);
    expect(warnings('', sampling(`${OFF}, `))).toEqual([message]);
    expect(warnings('', sampling('presets: {kubernetesAttributes: {enabled: true}}, '))).toEqual([]);
    expect(warnings('', sampling(`${rules('list, watch')}, `))).toEqual([]);
  });
});

test.each([
  ['presets: {kubernetesAttributes: {enabled: true}}', ['ClusterRole', 'ClusterRoleBinding']],
  ['clusterRole: {create: true}', ['ClusterRole', 'ClusterRoleBinding']],
  ['presets: {kubernetesAttributes: {enabled: false}}', []],
])('the AppProject of the second tier permits a role if its own values make one: %s', (values, kinds) => {
  const more = `, tailSampling: {policies: [{name: all, type: always_sample}], values: {${values}}}`;
  const { spec } = ofComponent(stack('', { more }), 'AppProject', 'collector-sampling');

  expect((spec.clusterResourceWhitelist ?? []).map(({ kind }: { kind: string }) => kind)).toEqual(kinds);
});
