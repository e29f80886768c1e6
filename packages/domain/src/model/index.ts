export * from './business-hours';
export * from './site';
export * from './people';
export * from './rule';
export * from './visit';
export * from './engagement';
export * from './conversation';
export * from './plugin';
