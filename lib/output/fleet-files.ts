/** The names of the files of the output that belong to a fleet. */

/** In the output folder itself: the ApplicationSet, which an administrator applies. */
export const FLEET_SET = 'fleet.k8s.yaml';

/** In the folder of each cluster: what the ApplicationSet needs to make its root Application. */
export const FLEET_FILE = 'fleet.json';

/** Where the file of a fleet is, beside the folder with the cluster files, as other messages name it. */
export const FLEET_SOURCE = 'fleet.yaml';
