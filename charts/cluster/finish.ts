/** What is the same for every component, after all of them exist. */
import type { Component } from '../component';
import { noteUnreached } from '../metadata/unreached';
import type { ClusterContext } from './context';

/** Takes charts and images from mirrors, and adds what the pods need of the cluster. */
export function finishComponents(components: readonly Component[], context: ClusterContext): void {
  const { config, findings, mirrors, images, scheduling } = context;
  for (const component of components) {
    mirrors.redirect(component);
    noteUnreached(component.unreached, config.metadata, config.gitops.helm, findings);
    component.requirements = [
      ...component.requirements,
      ...images.requirements(component.podNamespaces),
      ...(component.podNamespaces.length > 0 ? scheduling.requirements : []),
    ];
  }
  images.checkHosts(findings);
}
