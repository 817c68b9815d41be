import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { components } from '@/api/schema';

/** A product in a small block: its picture, its title that leads to it, and a line about it. */
export function ProductFace({ product, children }: { product: Pick<components['schemas']['BesideOut'], 'id' | 'title' | 'picture'>; children: ReactNode }) {
  return (
    <li className="shelf-face">
      {product.picture ? <img className="shelf-thumb" src={product.picture} alt="" loading="lazy" /> : <span className="shelf-thumb" />}
      <span className="shelf-two-lines">
        <Link className="ellipsis" to={`/products?product=${product.id}`}>
          {product.title}
        </Link>
        <span className="muted">{children}</span>
      </span>
    </li>
  );
}
