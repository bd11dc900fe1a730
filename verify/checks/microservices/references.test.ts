import { saidOf, stackOf, verifiedStack } from '../../../test/verify-fixture';
import type { Manifest } from '../../stack';
import { NOTHING_DECLARED } from '../../world/declared';
import { deployment, inLab } from '../fixture';

const secret = (name: string, ...keys: string[]): Manifest => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  data: Object.fromEntries(keys.map((key) => [key, ''])),
});

const variable = (name: string, secretName: string, key = name) => ({ name, valueFrom: { secretKeyRef: { name: secretName, key } } });

const pod = (...env: object[]) => ({ containers: [{ name: 'app', image: 'app:1.0.0', env }] });

/** @param values the user's own values for Tempo */
async function said(objects: readonly (Manifest | ReturnType<typeof inLab>)[], values?: unknown): Promise<string[]> {
  const declared = { ...NOTHING_DECLARED, values: { tempo: values } };
  const all = objects.map((object) => ('object' in object ? (object as ReturnType<typeof inLab>) : inLab(object as Manifest)));
  const { clusters } = await verifiedStack({ ...stackOf(), objects: all, declared });
  return clusters.flatMap((cluster) => saidOf(cluster, 'microservices'));
}

describe('a Secret that does not exist', () => {
  const app = deployment('app', pod(variable('USER', 'login')));
  const start = 'error: Deployment app (variable USER of container app): reads Secret login, which does not exist in namespace lab';

  test('is reported', async () => {
    expect(await said([app])).toEqual([`${start}; create it there, or correct the name`]);
  });

  test('is compared with those of its namespace', async () => {
    expect(await said([app, secret('logins', 'USER')])).toEqual([`${start}; use logins`]);
    expect(await said([app, secret('other', 'USER')])).toEqual([`${start}; create it there, or correct the name`]);
    expect(await said([app, secret('other'), secret('third')])).toEqual([`${start}; create it there, or correct the name`]);
  });

  test('is searched in other namespaces', async () => {
    expect(await said([app, inLab(secret('login', 'USER'), { namespace: 'east' })])).toEqual([`${start}, only in east; create it in lab`]);
  });

  test("is a warning if it is in the user's own values", async () => {
    expect(await said([app], { extraEnv: [{ valueFrom: { secretKeyRef: { name: 'login' } } }] })).toEqual([
      expect.stringMatching(/^warning: Deployment app /),
    ]);
  });

  test('is reported once for all workloads and variables of one place', async () => {
    const both = pod(variable('USER', 'login'), variable('PASSWORD', 'login'));
    const text = 'reads Secret login, which does not exist in namespace lab; create it there, or correct the name';
    expect(await said([deployment('app', both)])).toEqual([
      `error: Deployment app (variable USER of container app and variable PASSWORD of container app): ${text}`,
    ]);
    expect(await said([deployment('app', both), deployment('web', both)])).toEqual([
      `error: Deployment app (also Deployment web): ${text}`,
    ]);
  });
});

describe('a key that does not exist', () => {
  const app = deployment('app', pod(variable('USER', 'login')));
  const start = 'error: Deployment app (variable USER of container app): reads key USER of Secret login, which has';

  test('is compared with those of the Secret', async () => {
    expect(await said([app, secret('login', 'USERS', 'PASSWORD')])).toEqual([`${start} USERS, PASSWORD; use USERS`]);
    expect(await said([app, secret('login', 'PASSWORD')])).toEqual([`${start} PASSWORD; use one of these`]);
  });

  test('can be added to a Secret without keys, or to the object that creates the Secret', async () => {
    const sealed = { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata: { name: 'login' }, spec: { encryptedData: {} } };
    expect(await said([app, secret('login')])).toEqual([`${start} no keys; add USER to it`]);
    expect(await said([app, sealed])).toEqual([`${start} no keys; add USER to SealedSecret login`]);
  });

  test('is reported if there is a key with the name of the variable', async () => {
    expect(await said([deployment('app', pod(variable('USER', 'login', 'PASSWORD'))), secret('login', 'USER', 'PASSWORD')])).toEqual([
      'error: Deployment app (variable USER of container app): reads key PASSWORD of Secret login, which also has a key USER; use USER',
    ]);
  });
});

describe('a script', () => {
  const mounting = (name: string) =>
    deployment('app', {
      containers: [{ name: 'app', image: 'app:1.0.0', args: ['cat /login/USER'], volumeMounts: [{ name: 'login', mountPath: '/login' }] }],
      volumes: [{ name: 'login', secret: { secretName: name } }],
    });

  test('reads keys that exist', async () => {
    expect(await said([mounting('login'), secret('login', 'USERS')])).toEqual([
      'error: Deployment app (script of container app): reads key USER of Secret login, which has USERS; use USERS',
    ]);
  });

  test('is not reported beside the missing volume that it reads from', async () => {
    expect(await said([mounting('login')])).toEqual([
      'error: Deployment app (volume login): reads Secret login, which does not exist in namespace lab; create it there, or correct the name',
    ]);
  });
});
