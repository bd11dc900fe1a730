/** What the Applications of a cluster need an AppProject for: one or several of ours, or one that exists. */
import * as yaml from 'yaml';
import { groupedBy } from '../../lib/findings/grouped-by';
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
  return requirement(
    titleOf(name, namespace),
    all.map((props) => projectSpec(props)),
  );
}

const END_OF_TITLE = ', whose spec permits at least:';

const titleOf = (name: string, namespace: string): string => `the AppProject ${name} in namespace ${namespace}${END_OF_TITLE}`;

type Permissions = { readonly [list in (typeof LISTS)[number]]?: readonly unknown[] };

const LISTS = ['sourceRepos', 'destinations', 'clusterResourceWhitelist', 'namespaceResourceWhitelist'] as const;

/** @param specs each item of their lists is in the result once */
function requirement(title: string, specs: readonly Permissions[]): string {
  const items = (list: keyof Permissions) => [
    ...new Map(specs.flatMap((spec) => spec[list] ?? []).map((item) => [JSON.stringify(item), item])).values(),
  ];
  const spec = Object.fromEntries(LISTS.map((list) => [list, items(list)]));
  const indented = toYaml(JSON.parse(JSON.stringify(spec)))
    .trimEnd()
    .replaceAll(/^/gm, '      ');
  return `${title}\n${indented}`;
}

/**
 * Several clusters may share one AppProject that exists: it must permit what each of them needs.
 * @param all the requirements of all clusters, of any kind
 * @returns the requirement to tell instead, for each one that is not the only one of its AppProject
 */
export function sharedProjects(all: readonly string[]): ReadonlyMap<string, string> {
  const projects = [...new Set(all)].filter((text) => titleIn(text).endsWith(END_OF_TITLE));
  return new Map(
    [...groupedBy(projects, titleIn)].flatMap(([title, alike]) => {
      if (alike.length === 1) return [];
      const shared = requirement(
        title,
        alike.map((text) => yaml.parse(text.slice(title.length))),
      );
      return alike.map((text): [string, string] => [text, shared]);
    }),
  );
}

const titleIn = (text: string): string => text.split('\n')[0] ?? '';
