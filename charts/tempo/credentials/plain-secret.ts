/** The credentials in plain text, for those who ask for that by name. */

import { Secret } from 'cdk8s-plus-27';
import type { Findings } from '../../../lib/findings/findings';
import { WAVES, wave } from '../../component';
import { fromEnvironment } from './environment';
import { CREDENTIALS_SECRET, type Environment, type Provide } from './secret';

/** @param agreed whether the cluster file says that they may be committed */
export function plainSecret(agreed: boolean, environment: Environment, findings: Findings): Provide {
  const key = ['tempo', 'credentials', 'secret'];
  const { values, mistakes } = fromEnvironment(environment);
  if (!agreed) {
    findings.error(
      key,
      'would write the S3 credentials in plain text into dist/, and so into git; use another of the credentials, or accept it with commitPlaintext: true',
    );
  } else for (const mistake of mistakes) findings.error(key, mistake);
  return (chart, namespace) => {
    new Secret(chart, 'credentials', {
      metadata: { name: CREDENTIALS_SECRET, namespace, annotations: wave(WAVES.secret) },
      stringData: values,
    });
  };
}
