import { Face } from '@/page/Face';
import type { Owner } from './owners';

interface OwnerNameProps {
  id: string;
  owner: Owner | undefined;
}

/** Whose phone it is: the name and a masked contact, by code for those who may not know. */
export function OwnerName({ id, owner }: OwnerNameProps) {
  const contact = owner?.phone_masked ?? owner?.email_masked;
  return (
    <span className="owner">
      <Face id={id} name={owner?.name} size={24} />
      <span className={owner?.name ? 'owner-name ellipsis' : 'owner-name ellipsis code'}>{owner?.name || id}</span>
      {contact && <span className="muted figures ellipsis">{contact}</span>}
    </span>
  );
}
