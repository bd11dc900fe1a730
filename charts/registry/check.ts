/** Checks the user's own Helm values beside the mirrors of the cluster file. */
import { checkOwnImages } from './own-images';
import type { OwnRegistryValues } from './own-values';
import { checkPullSecrets } from './pull-secrets';

export function checkRegistryValues(own: OwnRegistryValues): void {
  checkOwnImages(own);
  checkPullSecrets(own);
}
