import { useTranslations } from 'use-intl';
import type { Permission } from '../../../contract/permissions.ts';

/** What a permission lets one do, in the reader's language. */
export function usePermissionWords(): (permission: Permission) => string {
  const t = useTranslations('keys.scopes');
  return (permission) => t(permission);
}
