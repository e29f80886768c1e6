export * from './answer';
export * from './actor';
export { permissionLabels } from './permit';
