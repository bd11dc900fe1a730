/** The credentials as a SealedSecret: ciphertext from the cluster file, which only the controller in the cluster can decrypt. */
import { SealedSecret } from '../../../imports/sealedsecret-bitnami.com';
import type { Findings } from '../../../lib/cluster-file/findings';
import { KIND_MAY_COME_LATER, WAVES, wave } from '../../component';
import type { TempoConfig } from '../config';
import { isWholeCiphertext } from './ciphertext';
import { CREDENTIALS_RULES } from './rules';
import { ACCESS_KEY_ID, CREDENTIALS_SECRET, type Provide, SECRET_ACCESS_KEY } from './secret';

type SealedConfig = NonNullable<NonNullable<TempoConfig['credentials']>['sealedSecret']>;

/** @param namespaces the namespaces that need the Secret, Tempo's first; a strict ciphertext can be decrypted in only one */
export function sealedSecret(
  { accessKeyId, secretAccessKey, scope }: SealedConfig,
  namespaces: readonly string[],
  findings: Findings,
): Provide {
  if (namespaces.length > 1 && scope !== 'cluster-wide') {
    const problem = `can be decrypted only in namespace ${namespaces[0]} (scope ${scope}), but ${findings.where(['minio'])} needs the same credentials in ${namespaces[1]}`;
    const fix = 'seal them with scope: cluster-wide, or remove minio and run `npm run minio`';
    findings.error(['tempo', 'credentials', 'sealedSecret'], CREDENTIALS_RULES.says('sealed-for-one-namespace', problem, fix));
  }
  for (const [key, text] of Object.entries({ accessKeyId, secretAccessKey })) {
    if (isWholeCiphertext(text)) continue;
    const problem = 'is a part of a ciphertext, which the controller cannot decrypt';
    const path = ['tempo', 'credentials', 'sealedSecret', key];
    findings.warning(path, CREDENTIALS_RULES.says('not-whole', problem, 'copy all of the output of `npm run seal`'));
  }
  const annotations = scope === 'strict' ? {} : { [`sealedsecrets.bitnami.com/${scope}`]: 'true' };
  return (chart, namespace) => {
    new SealedSecret(chart, 'credentials', {
      metadata: {
        name: CREDENTIALS_SECRET,
        namespace,
        annotations: { ...wave(WAVES.secret), ...KIND_MAY_COME_LATER, ...annotations },
      },
      spec: {
        encryptedData: { [ACCESS_KEY_ID]: accessKeyId, [SECRET_ACCESS_KEY]: secretAccessKey },
        template: { metadata: { name: CREDENTIALS_SECRET, namespace, annotations }, type: 'Opaque' },
      },
    });
  };
}
