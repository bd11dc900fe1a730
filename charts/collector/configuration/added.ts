/** What the chart adds to a configuration, by its presets and its renames. */
import { at, mapAt } from '../../../lib/yaml/parsed';
import { isOfPods, typeOf } from '../components/processors';
import { renamedIn, renamedTypes, renderedName } from '../components/renames';
import type { CollectorRelease } from '../releases';
import type { Added } from './mistakes/mistakes';
import { ATTRIBUTES, isPresetOn } from './presets';

/** The pipelines to which presets add receivers, and what they define (templates/_config.tpl, in every release). */
const PIPELINES_OF_PRESETS: readonly string[] = ['logs', 'metrics', 'profiles'];
const OF_PRESETS: readonly string[] = [
  ...['filelog', 'file_log', 'hostmetrics', 'host_metrics', 'kubeletstats', 'kubelet_stats', 'k8s_cluster', 'k8sobjects', 'k8s_objects'],
  ...['k8s_events', 'profiling', 'receiver_creator', 'resourcedetection', 'resource_detection', 'debug'],
  ...['file_storage', 'host_observer', 'k8s_observer', 'k8s_leader_elector'],
];

/** @param all all values of the release */
export function addedByChart(all: unknown, { renames }: Pick<CollectorRelease, 'renames'>): Added {
  const config = at(all, 'alternateConfig');
  const others = Object.keys(mapAt(all, 'presets')).filter((name) => name !== ATTRIBUTES && isPresetOn(all, name));
  const renamed = renamedTypes(renames, all);
  const ofPreset = isPresetOn(all, ATTRIBUTES) ? [renderedName('k8sattributes', renamed)] : [];
  const defined = [...renamedIn(config, renamed), ...ofPreset];
  /** Whether a preset puts a processor first, if the list does not have it. */
  const isPrepended = (pipeline: string, processors: readonly string[]) =>
    ['traces', ...PIPELINES_OF_PRESETS].includes(pipeline) &&
    (others.length > 0 || (isPresetOn(all, ATTRIBUTES) && !processors.some((each) => isOfPods(each) && typeOf(each) === each)));
  return {
    defines: (name) => defined.includes(renderedName(name, renamed)) || (others.length > 0 && OF_PRESETS.includes(typeOf(name))),
    // A null is an error elsewhere.
    fills: (name) => {
      const pipeline = at(config, 'service', 'pipelines', name);
      const isOfPreset = others.length > 0 && PIPELINES_OF_PRESETS.includes(name);
      return isOfPreset || [pipeline, at(pipeline, 'receivers'), at(pipeline, 'exporters')].includes(null);
    },
    // The templates drop repetitions where they rename, and where they put a processor first (`uniq` in templates/_config.tpl).
    unites: ({ name, processors }) => Object.keys(renamed).length > 0 || isPrepended(name, processors),
  };
}
