import { said, synthesizeStorage } from '../../test/synthesis';

const warnings = (traefik: string) =>
  said(synthesizeStorage('endpoint: s3.example.org', { receivers: 'otlp-http', more: `traefik: {${traefik}}` }), 'warning').filter((text) =>
    text.includes('linkerd.io/inject'),
  );

const annotated = (value: string) => `deployment: {podAnnotations: {linkerd.io/inject: ${value}}}`;

test.each(['enabled', 'ingress'])('in the network of its node, Traefik gets no proxy, although the annotation is %s', (value) => {
  expect(warnings(`chart: 39.0.6, values: {hostNetwork: true, ${annotated(value)}}`)).toEqual([
    expect.stringMatching(
      /^clusters\/test\.yaml:9:\d+ traefik\.values\.deployment\.podAnnotations\.linkerd\.io\/inject: has no effect, because Linkerd injects no proxy into pods with traefik\.values\.hostNetwork \(line 9\); remove one of the two$/,
    ),
  ]);
});

test('nor does that of k3s, which is in kube-system', () => {
  expect(warnings(`k3s: 1.35.4, values: {${annotated('enabled')}}`)).toEqual([
    expect.stringMatching(/has no effect, because Linkerd injects no proxy into pods of namespace kube-system by default; remove it$/),
  ]);
});

test.each([
  `chart: 39.0.6, values: {${annotated('enabled')}}`,
  `chart: 39.0.6, values: {hostNetwork: false, ${annotated('enabled')}}`,
  `chart: 39.0.6, values: {hostNetwork: true, ${annotated('disabled')}}`,
  'chart: 39.0.6, values: {hostNetwork: true}',
  `k3s: 1.35.4, values: {${annotated('disabled')}}`,
])('{%s} is as it says', (traefik) => {
  expect(warnings(traefik)).toEqual([]);
});
