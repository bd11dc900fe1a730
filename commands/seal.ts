/** `npm run seal`: encrypts the credentials for the cluster file. synth does not do it, because the ciphertext differs each time. */
import type { KeyObject } from 'node:crypto';
import { keyOfCertificate, labelFor, sealWith } from '../charts/tempo/credentials/sealing';
import { CREDENTIALS_SECRET } from '../charts/tempo/credentials/secret';
import { readCredentials, readTarget } from '../charts/tempo/credentials/target';
import { readChosenSources } from '../lib/cluster-file/sources';
import { CLUSTERS_OPTION, type Options, print, printError, run } from '../lib/command-line/command';
import { Refusal } from '../lib/command-line/errors';
import { readPlainText, whyUnreadable } from '../lib/files/plain-file';

/** @returns the exit code: 0, or 1 if the values or the certificate are missing or invalid */
export function seal({ clusters, names, extra }: Options): number {
  const sources = readChosenSources(clusters, names);
  const targets = sources.map((source) => ({ ...readTarget(source), file: source.file }));
  for (const { file, unneeded } of targets) if (unneeded) throw new Refusal(`${file}: ${unneeded}`);
  const values = readCredentials(targets[0]?.server);
  const key = readKey(extra.cert ?? '');
  for (const { file, namespaces, scope, usesOther } of targets) {
    const label = labelFor(scope, namespaces[0], CREDENTIALS_SECRET);
    const [accessKeyId = '', secretAccessKey = ''] = Object.values(values).map((value) => sealWith(value, key, label));
    print(
      `# ${file}, below tempo.credentials:\nsealedSecret:\n  scope: ${scope}\n  accessKeyId: ${accessKeyId}\n  secretAccessKey: ${secretAccessKey}`,
    );
    if (usesOther)
      printError(`note: ${file}: tempo.credentials has no sealedSecret, so nothing uses this ciphertext yet; replace what is there by it`);
  }
  return 0;
}

function readKey(file: string): KeyObject {
  const read = keyOfCertificate(readCertificate(file), new Date());
  if ('problem' in read) throw refused(file, read.problem);
  return read.key;
}

function readCertificate(file: string): string {
  try {
    return readPlainText(file);
  } catch (error) {
    throw refused(file, whyUnreadable(error));
  }
}

const refused = (file: string, problem: string): Refusal =>
  new Refusal(`${file}: ${problem}; write the output of \`kubeseal --fetch-cert\` to it`);

if (require.main === module) {
  run({
    usage: 'npm run -s seal -- [--clusters DIR] [--cert FILE] [CLUSTER]',
    description:
      'Prints the ciphertext of MINIO_ACCESS_KEY_ID and MINIO_SECRET_ACCESS_KEY for `credentials: {sealedSecret: ...}`.\nNeeds only the public certificate of the controller, not `kubeseal`.',
    options: {
      ...CLUSTERS_OPTION,
      cert: { argument: 'FILE', meaning: 'the output of `kubeseal --fetch-cert`', default: 'sealed-secrets.pem' },
    },
    run: seal,
  });
}
