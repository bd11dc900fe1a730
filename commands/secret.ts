/** `npm run secret`: prints the Secret with the S3 credentials, for kubectl. */
import { CREDENTIALS_SECRET } from '../charts/tempo/credentials/secret';
import { type CredentialsTarget, readCredentials, readTarget } from '../charts/tempo/credentials/target';
import { readChosenSources } from '../lib/cluster-file/sources';
import { CLUSTERS_OPTION, type Options, print, run } from '../lib/command-line/command';
import { Refusal } from '../lib/command-line/errors';
import { toYamlDocuments } from '../lib/yaml/write';

/** @returns the exit code: 0, or 1 if the values are missing or Tempo cannot use them */
export function secret({ clusters, names }: Options): number {
  const sources = readChosenSources(clusters, names);
  const targets = sources.map((source) => {
    const target = readTarget(source);
    if (target.existing && !target.unneeded) return target;
    throw new Refusal(`${source.file}: ${refusalOf(target)}`);
  });
  const values = readCredentials(targets[0]?.server);
  const secrets = targets.flatMap(({ namespaces, keys, name = CREDENTIALS_SECRET }) => {
    const stringData = Object.fromEntries(Object.entries(values).map(([variable, value]) => [keys[variable], value]));
    return namespaces.map((namespace) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'Opaque', stringData }));
  });
  print(toYamlDocuments(secrets).trimEnd());
  return 0;
}

/** Why the Secret is not printed. */
function refusalOf({ kind, unneeded }: CredentialsTarget): string {
  if (unneeded) return unneeded;
  if (kind === undefined) return 'tempo.credentials: missing; set `tempo.credentials: {existing: {}}` to create the Secret by hand';
  const key = `tempo.credentials.${kind}`;
  if (kind === 'identity') return `${key} needs no Secret; \`npm run bucket\` prints how it gets access to the storage`;
  return `${key} creates the Secret; set \`tempo.credentials: {existing: {}}\` to create it by hand`;
}

if (require.main === module) {
  run({
    usage: 'npm run -s secret -- [--clusters DIR] [CLUSTER] | kubectl apply -f -',
    description: 'Prints the Secret of `credentials: {existing: {}}`, with the values of MINIO_ACCESS_KEY_ID and MINIO_SECRET_ACCESS_KEY.',
    options: CLUSTERS_OPTION,
    run: secret,
  });
}
