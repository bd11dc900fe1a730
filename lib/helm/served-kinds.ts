/** The built-in kinds of Kubernetes. Argo CD passes them to Helm, which by itself knows only groups and versions. */
import { readFileSync } from 'node:fs';
import { KUBERNETES_SCHEMA, ownFile } from '../files/own-folder';

let served: readonly string[] | undefined;

/** The kinds in `schema/kubernetes.json`, as `apps/v1/Deployment`. The file is read once. */
export function servedKinds(): readonly string[] {
  served ??= Object.keys((JSON.parse(readFileSync(ownFile(KUBERNETES_SCHEMA), 'utf8')) as { kinds: object }).kinds).filter((kind) =>
    /^(v1|apps|batch|autoscaling|policy|[a-z.]+\.k8s\.io)\//.test(kind),
  );
  return served;
}
