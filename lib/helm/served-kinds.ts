/** The kinds of Kubernetes itself, which Argo CD passes to Helm; Helm by itself knows only groups and versions. */
import { readFileSync } from 'node:fs';

let served: readonly string[] | undefined;

/** `apps/v1/Deployment` and so on, of the kinds in `schema/kubernetes.json`; read once. */
export function servedKinds(): readonly string[] {
  served ??= Object.keys((JSON.parse(readFileSync('schema/kubernetes.json', 'utf8')) as { kinds: object }).kinds).filter((kind) =>
    /^(v1|apps|batch|autoscaling|policy|[a-z.]+\.k8s\.io)\//.test(kind),
  );
  return served;
}
