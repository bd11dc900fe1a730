import { alarmsOf, changeOf, clusterOf } from '../../../test/changed';

const REST = 'traefik: { chart: 41.3.0, via: release }';

/** A cluster with a claim among the rendered objects of Traefik. @param annotations of the claim, as a map in YAML */
function withClaim(annotations: string) {
  const synthesis = clusterOf({ gitops: 'helm: manifests', rest: REST });
  const claim = `# Generated from clusters/home.yaml by \`npm run synth\`; do not edit.
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: traefik, namespace: traefik, annotations: ${annotations} }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;
  return { ...synthesis, files: new Map([...synthesis.files, ['home/traefik-chart.k8s.yaml', claim]]) };
}

const removed = (annotations: string, rest: string) =>
  alarmsOf(changeOf([withClaim(annotations)], [clusterOf({ gitops: 'helm: manifests', rest })])).filter((line) =>
    line.includes('data-removed'),
  );

test.each([
  ['{ helm.sh/resource-policy: keep }', ['prunes it'], []],
  ['{ argocd.argoproj.io/sync-options: Delete=false }', ['prunes it'], []],
  ['{ argocd.argoproj.io/sync-options: Prune=false }', [], ['deletes its Application']],
  ['{ argocd.argoproj.io/sync-options: "Prune=false,Delete=false" }', [], []],
  ['{}', ['prunes it'], ['deletes its Application']],
])('a claim with the annotations %s', (annotations, ifPruned, ifDeleted) => {
  const told = (what: string) => `change/data-removed PersistentVolumeClaim traefik: is deleted with its data when Argo CD ${what}`;
  expect(removed(annotations, REST)).toEqual(ifPruned.map(told));
  expect(removed(annotations, '')).toEqual(ifDeleted.map(told));
});
