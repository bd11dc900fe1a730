/** The commands of the Google Cloud CLI for the bucket of Tempo, and for access to it. */
import type { StorageUser } from '../backend';

/**
 * Together they have what Tempo needs by its documentation: storage.objects.create, delete, get and list, and storage.buckets.get,
 * without which it does not start.
 */
const ROLES = ['roles/storage.objectUser', 'roles/storage.legacyBucketReader'];

export function gcloudCommands(bucket: string, user: StorageUser): string[] {
  const [account, access] = accessOf(user);
  return [
    '# The project and the location of the bucket:',
    'PROJECT=lab LOCATION=europe-west1',
    `gcloud storage buckets create gs://${bucket} --project "$PROJECT" --location "$LOCATION" --uniform-bucket-level-access`,
    ...account,
    ...ROLES.map(
      (role) => `gcloud storage buckets add-iam-policy-binding gs://${bucket} --member "serviceAccount:$ACCOUNT" --role ${role}`,
    ),
    ...access,
  ];
}

/** The commands before and after the account gets its roles. */
function accessOf({ identity, secretKey, namespace, account }: StorageUser): [before: string[], after: string[]] {
  if (identity?.workloadIdentity !== undefined) {
    const member = `serviceAccount:$CLUSTER_PROJECT.svc.id.goog[${namespace}/${account}]`;
    return [
      createAccount(identity.workloadIdentity),
      [
        '# The project of the cluster:',
        'CLUSTER_PROJECT=lab',
        `gcloud iam service-accounts add-iam-policy-binding "$ACCOUNT" --member "${member}" --role roles/iam.workloadIdentityUser`,
      ],
    ];
  }
  if (!secretKey) return [['# The service account of the nodes:', 'ACCOUNT=nodes@lab.iam.gserviceaccount.com'], []];
  const { secret, key } = secretKey;
  return [
    ['# The service account of Tempo:', ...createAccount('tempo@lab.iam.gserviceaccount.com')],
    [
      `gcloud iam service-accounts keys create ${key} --iam-account "$ACCOUNT"`,
      `kubectl -n ${namespace} create secret generic ${secret} --from-file ${key}=${key}`,
    ],
  ];
}

function createAccount(email: string): string[] {
  const [, name, project] = /^([^@]+)@([^.]+)\.iam\.gserviceaccount\.com$/.exec(email) ?? [];
  return [`ACCOUNT=${email}`, ...(name === undefined ? [] : [`gcloud iam service-accounts create ${name} --project ${project}`])];
}
