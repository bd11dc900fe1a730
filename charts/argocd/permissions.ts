/** What the Applications of a cluster need an AppProject for: one or several of ours, or one that exists. */
import { toYaml } from '../../lib/yaml/write';
import { type ProjectProps, projectSpec } from './project';

/** The projects by their names, each with what all of its components need. */
export function merged(all: readonly ProjectProps[], description: string): ProjectProps[] {
  return [...new Set(all.map(({ name }) => name))].flatMap((name) => {
    const every = all.filter((each) => each.name === name);
    const [first] = every;
    if (!first || every.length === 1) return every;
    return {
      ...{ ...first, annotations: undefined, description },
      repositories: every.flatMap(({ repositories }) => repositories),
      destinations: every.flatMap(({ destinations }) => destinations),
      namespaced: every.flatMap(({ namespaced }) => namespaced),
      cluster: every.flatMap(({ cluster }) => cluster),
    };
  });
}

/** The requirement of a project that exists, with the least that it must permit, to be copied. @param all those of the root and the components */
export function requirementOf(name: string, namespace: string, all: readonly ProjectProps[]): string {
  const specs = all.map((props) => projectSpec(props));
  const items = (list: 'sourceRepos' | 'destinations' | 'clusterResourceWhitelist' | 'namespaceResourceWhitelist') => [
    ...new Map(specs.flatMap((spec) => (spec[list] ?? []) as unknown[]).map((item) => [JSON.stringify(item), item])).values(),
  ];
  const spec = {
    sourceRepos: items('sourceRepos'),
    destinations: items('destinations'),
    clusterResourceWhitelist: items('clusterResourceWhitelist'),
    namespaceResourceWhitelist: items('namespaceResourceWhitelist'),
  };
  const indented = toYaml(JSON.parse(JSON.stringify(spec)))
    .trimEnd()
    .replaceAll(/^/gm, '      ');
  return `the AppProject ${name} in namespace ${namespace}, whose spec permits at least:\n${indented}`;
}
