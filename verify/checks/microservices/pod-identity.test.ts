import { saidOf, stackOf, verifiedStack } from '../../../test/verify-fixture';
import { type Declared, NOTHING_DECLARED } from '../../world/declared';
import { deployment, inLab, tempoConfigMap } from '../fixture';

const ROLE = 'arn:aws:iam::123456789012:role/tempo';

const CONFIG = tempoConfigMap({
  distributor: { receivers: { zipkin: null } },
  storage: { trace: { backend: 's3', s3: { bucket: 'traces', endpoint: 's3.eu-west-1.amazonaws.com' } } },
});

const QUERIER = deployment('tempo-querier', {
  serviceAccountName: 'tempo',
  containers: [
    {
      name: 'querier',
      image: 'grafana/tempo:2.6.1',
      args: ['-config.file=/conf/tempo.yaml'],
      volumeMounts: [{ name: 'config', mountPath: '/conf' }],
    },
  ],
  volumes: [{ name: 'config', configMap: { name: 'tempo-config' } }],
});

async function said(annotations: object, more: Partial<Declared> = {}): Promise<string[]> {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'tempo', annotations } };
  const place = { file: 'dist/lab/applications.k8s.yaml', name: 'lab-tempo' };
  const objects = [CONFIG, account, QUERIER].map((object) => inLab(object as typeof CONFIG, { place, rendered: true }));
  const declared = { ...NOTHING_DECLARED, identity: { irsa: ROLE }, ...more };
  const { clusters } = await verifiedStack({ ...stackOf(), declared, objects });
  return clusters.flatMap((cluster) => saidOf(cluster, 'microservices'));
}

test('the pods run as a ServiceAccount with the role of the cluster file', async () => {
  expect(await said({ 'eks.amazonaws.com/role-arn': ROLE })).toEqual([]);
});

test.each([
  [{}, 'missing'],
  [{ 'eks.amazonaws.com/role-arn': `${ROLE}-other` }, `${ROLE}-other`],
])('another role is an error: %j', async (annotations, found) => {
  expect(await said(annotations)).toEqual([
    `error: Deployment tempo-querier: runs as ServiceAccount tempo, whose annotation eks.amazonaws.com/role-arn is ${found}, but tempo.credentials.identity.irsa of the cluster file is ${ROLE}, so it cannot access the bucket; set the annotation to ${ROLE}`,
  ]);
});

test('the cloud gives the identity to one ServiceAccount, and that of the nodes to all', async () => {
  const right = { 'eks.amazonaws.com/role-arn': ROLE };
  expect(await said(right, { account: 'tempo' })).toEqual([]);
  expect(await said(right, { account: 'other', identity: { instance: true } })).toEqual([]);
  expect(await said({}, { account: 'other', identity: { podIdentity: true } })).toEqual([
    'error: Deployment tempo-querier: runs as ServiceAccount tempo, but tempo.credentials.identity.podIdentity of the cluster file is for ServiceAccount other, so it cannot access the bucket; use other',
  ]);
});
