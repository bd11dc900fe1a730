/** An S3 server with a certificate of a private authority, which the cluster file names. */
import type { Authority } from '../cluster/certificates';
import type { Outside, Scenario } from '../scenario';
import { outsideLab, withoutTraefik } from './lab';
import { noFailure } from './steps';

/** The ConfigMap of the authority, in both namespaces, as trust-manager makes it. */
function outside(authority: Authority): Outside {
  const maps = ['tracing', 'tempo-bootstrap'].map((namespace) => ({
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'minio-ca', namespace } },
    data: { 'ca.crt': authority.text },
  }));
  return outsideLab(authority, { more: maps });
}

export const privateAuthority: Scenario = {
  name: 'lab-private-authority',
  shows: 'the bucket Job and Tempo trust a private authority',
  clusterFile: withoutTraefik(['    bucket: traces\n', '    bucket: traces\n    ca: {configMap: minio-ca, key: ca.crt}\n']),
  outside,
  isPrivate: true,
  run: async (live) => {
    await live.ready(120);
    await noFailure(live);
  },
};
