import { worldOf } from '../../test/world';
import { domainOf, emojivotoOf } from './emojivoto';
import { Told } from './told';

const WEB = '{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: emojivoto}}';
const ROUTE = (section: string) => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: demo, namespace: emojivoto}
spec: {hostnames: [votes.example.org], parentRefs: [{name: edge, namespace: traefik, sectionName: ${section}}]}
`;
const INGRESS = `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: demo, namespace: emojivoto}
spec: {rules: [{host: votes.example.org}]}
`;
const valuesOf = (manifests: string) => emojivotoOf(worldOf(manifests).world, new Told());

test('the host, entry point and kind of route of a running demo are taken over', () => {
  expect(valuesOf(WEB + ROUTE('web'))).toEqual({ host: 'votes.example.org', route: 'gateway' });
  expect(valuesOf(WEB + ROUTE('inner'))).toEqual({ host: 'votes.example.org', entrypoint: 'inner', route: 'gateway' });
  expect(valuesOf(WEB + INGRESS)).toEqual({ host: 'votes.example.org' });
  expect(valuesOf(ROUTE('web'))).toBeUndefined();
});

test('the domain is that of an HTTPRoute too', () => {
  expect(domainOf(worldOf(WEB + ROUTE('web')).world)).toBe('example.org');
});
