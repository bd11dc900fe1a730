/** The proxies of Linkerd in the demo: pods that started before an injector are without its mark, silently. */
import { at, listAt, textAt } from '../../../lib/yaml/parsed';
import { SMOKE_RULES } from '../../rules';
import type { Vote } from '../../stack';
import { failed, notJudged, ok, type Step } from '../../step';
import { byKubectl } from '../settled';

const PROXY = 'linkerd-proxy';

/** jaeger/pkg/labels/labels.go of Linkerd. */
const MARK = 'jaeger.linkerd.io/tracing-enabled';

/** charts/partials/templates/_proxy.tpl of Linkerd from 2.19 on. */
const COLLECTOR = 'LINKERD2_PROXY_TRACE_COLLECTOR_SVC_ADDR';

export function injectionSteps({ mesh, demoNamespace: namespace }: Vote): Step[] {
  if (!mesh) return [];
  return [
    {
      part: 'vote',
      name: 'injected pods',
      explains: 'vote',
      run: (context) =>
        byKubectl(context, async (kubectl) => {
          const pods = listAt(await kubectl.get('pods', '-n', namespace, '--field-selector=status.phase=Running'), 'items');
          if (pods.length === 0) return notJudged(`no pod runs in namespace ${namespace}`);
          const without = (has: (pod: unknown) => boolean) =>
            pods.filter((pod) => !has(pod)).map((pod) => textAt(pod, 'metadata', 'name') ?? '');
          const fix = `restart them: kubectl rollout restart -n ${namespace} deployment`;
          const says = (names: readonly string[], what: string) =>
            failed(SMOKE_RULES.says('not-injected', `${names.join(', ')} in namespace ${namespace} started ${what}`, fix), 'Linkerd');
          const unmeshed = without((pod) => proxyOf(pod) !== undefined);
          if (unmeshed.length > 0)
            return says(unmeshed, `before the proxy injector, and ${unmeshed.length === 1 ? 'has' : 'have'} no proxy`);
          const untraced = without(mesh.usesExtension ? hasMark : hasCollector);
          if (untraced.length > 0)
            return says(
              untraced,
              `before ${mesh.usesExtension ? 'the jaeger-injector' : 'the values of dist/'}, and ${untraced.length === 1 ? 'lacks' : 'lack'} ${mesh.usesExtension ? MARK : COLLECTOR}`,
            );
          return ok(`${pods.length} pods send spans of their proxy`);
        }),
    },
  ];
}

/** A sidecar may be an init container that restarts always. */
const proxyOf = (pod: unknown): unknown =>
  [...listAt(pod, 'spec', 'containers'), ...listAt(pod, 'spec', 'initContainers')].find((container) => textAt(container, 'name') === PROXY);

const hasMark = (pod: unknown): boolean => textAt(pod, 'metadata', 'annotations', MARK) === 'true';

const hasCollector = (pod: unknown): boolean => listAt(proxyOf(pod), 'env').some((variable) => at(variable, 'name') === COLLECTOR);
