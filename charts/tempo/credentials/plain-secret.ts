/** The credentials as a plaintext Secret, if the cluster file allows it. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { Secret } from '../../cdk8s-plus';
import { WAVES, wave } from '../../component';
import type { ServerName } from '../storage/s3/servers/servers';
import { fromEnvironment } from './environment';
import { CREDENTIALS_RULES } from './rules';
import { CREDENTIALS_SECRET, type Environment, type Provide } from './secret';

interface PlainSecretProps {
  readonly environment: Environment;
  /** The S3 server. @default it may be MinIO */
  readonly server?: ServerName;
  readonly findings: Findings;
}

/** @param agreed whether the cluster file has `commitPlaintext: true` */
export function plainSecret(agreed: boolean, { environment, server, findings }: PlainSecretProps): Provide {
  const key = ['tempo', 'credentials', 'secret'];
  const { values, mistakes } = fromEnvironment(environment, server);
  if (!agreed) {
    const problem = 'writes the credentials in plain text to dist/, and so to git';
    findings.error(key, CREDENTIALS_RULES.says('plain-text', problem, 'use another kind of credentials, or set commitPlaintext: true'));
  } else for (const mistake of mistakes) findings.error(key, mistake);
  return (chart, namespace) => {
    new Secret(chart, 'credentials', {
      metadata: { name: CREDENTIALS_SECRET, namespace, annotations: wave(WAVES.secret) },
      stringData: values,
    });
  };
}
