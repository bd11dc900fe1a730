import { type ClusterParts, changeOf, clusterOf, stepsOf } from '../../../test/changed';
import type { Side } from '../side';
import { routeChanges } from './routes';

const TRAEFIK = 'traefik: { chart: 39.0.5 }\n';
const INGRESS = `${TRAEFIK}emojivoto: {}`;
const GATEWAY = `${TRAEFIK}emojivoto: { route: gateway }`;
const of = (rest: string, more: Partial<ClusterParts> = {}) => clusterOf({ rest, ...more });

const found = (before: string, after: string) =>
  changeOf([of(before)], [of(after)])
    .flatMap(({ findings }) => findings)
    .filter(({ rule }) => rule === 'change/other-route')
    .map(({ severity, subject, problem }) => `${severity}: ${subject}: ${problem}`);

test.each([
  [INGRESS, GATEWAY, 'HTTPRoute emojivoto: replaces Ingress emojivoto'],
  [GATEWAY, INGRESS, 'Ingress emojivoto: replaces HTTPRoute emojivoto'],
])('another kind of route is a warning: %#', (before, after, text) => {
  expect(found(before, after)).toEqual([expect.stringMatching(new RegExp(`^warning: ${text} for emojivoto\\..*nothing serves`))]);
});

test.each([
  [GATEWAY, GATEWAY],
  [TRAEFIK, GATEWAY],
  [GATEWAY, TRAEFIK],
  [GATEWAY.replace('gateway }', 'gateway, host: a.example.org }'), INGRESS],
])('the same kind of route, a new route and another host are no warning: %#', (before, after) => {
  expect(found(before, after)).toEqual([]);
});

test('a host that its Application no longer serves is told', () => {
  const demo = (host: string) => clusterOf({ rest: `emojivoto: { host: ${host} }` });

  expect(stepsOf(changeOf([demo('old.example.org')], [demo('new.example.org')]))).toEqual([
    expect.stringMatching(
      /: Ingress emojivoto: no longer serves old\.example\.org, and what opens it gets no answer; before the merge, change the links to it$/,
    ),
  ]);
  expect(stepsOf(changeOf([demo('old.example.org')], [demo('old.example.org')]))).toEqual([]);
  expect(stepsOf(changeOf([demo('old.example.org')], [clusterOf()])).join()).not.toContain('no longer serves');
});

test('several hosts of a route are told together', () => {
  const serving = (...hosts: string[]): Side => {
    const object = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'a' },
      spec: { rules: hosts.map((host) => ({ host })) },
    };
    return { applications: [{ name: 'a' }], objects: [{ object, place: { file: 'a.yaml' }, application: 'a' }] } as unknown as Side;
  };
  const step = { before: serving('a.org', 'b.org', 'c.org'), after: serving('c.org'), where: () => ({ file: '' }), bootstrap: '' };

  expect(routeChanges(step)).toMatchObject([
    { problem: 'no longer serves a.org and b.org, and what opens them gets no answer', fix: 'before the merge, change the links to them' },
  ]);
});
