import { type Answer, done, refuse } from '../answer';
import { type Site } from '../model';
import { type Storage } from '../ports';

/**
 * The site of a key, if a page of this origin may speak for it. Without an origin the request does not come from another site's page
 * (browsers always send it then), so there is nothing to hold against it.
 */
export async function admit(
  storage: Pick<Storage, 'sites'>,
  siteKey: string,
  origin: string | null,
): Promise<Answer<Site>> {
  const site = await storage.sites.getByKey(siteKey);
  if (!site)
    return refuse(
      'notFound',
      'There is no site with this key. Copy the snippet from the admin area, under Settings.',
    );
  if (origin !== null && !site.origins.includes(origin)) {
    return refuse(
      'foreignOrigin',
      `Pages of ${origin} may not use this site's key. Add ${origin} to the site's allowed origins in the admin area.`,
    );
  }
  return done(site);
}
