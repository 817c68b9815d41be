import { ApartmentOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Tree } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { useAddress } from '@/page/useAddress';
import { brandsQuery, categoriesQuery } from '../catalogueQueries';
import { BrandForm } from './BrandForm';
import { branchesOf } from './branches';
import { CategoryForm } from './CategoryForm';
import '../shelf.css';

export default function CategoriesPage() {
  const { t } = useTranslation('shelf');
  const mayManage = useMay('commerce.manage');
  const { search, change } = useAddress();
  const categories = useQuery(categoriesQuery);
  const brands = useQuery(brandsQuery);
  const category = search.get('category');
  const brand = search.get('brand');
  const addCategory = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ category: 'new' })}>
      {t('categories.create')}
    </Button>
  );
  const addBrand = mayManage && (
    <Button icon={<PlusOutlined />} onClick={() => change({ brand: 'new' })}>
      {t('brands.create')}
    </Button>
  );
  const opened = categories.data?.find((each) => each.id === category) ?? null;
  const openedBrand = brands.data?.find((each) => each.id === brand) ?? null;
  return (
    <Page title={t('categoriesTitle')} purpose={t('categoriesTitlePurpose')} actions={addCategory}>
      <div className="shelf-columns">
        <section className="panel shelf-panel">
          <h2>{t('categories.tree')}</h2>
          <Loaded query={categories}>
            {(found) =>
              found.length === 0 ? (
                <EmptyState icon={<ApartmentOutlined />} title={t('categories.none')} text={t('categories.noneText')} actions={addCategory} />
              ) : (
                <Tree blockNode defaultExpandAll treeData={branchesOf(found)} selectedKeys={category ? [category] : []} onSelect={(_, { node }) => mayManage && change({ category: String(node.key) })} />
              )
            }
          </Loaded>
        </section>
        <section className="panel shelf-panel">
          <div className="shelf-card-head">
            <h2>{t('brands.title')}</h2>
            {addBrand}
          </div>
          <Loaded query={brands}>
            {(found) =>
              found.length === 0 ? (
                <p className="muted">{t('brands.none')}</p>
              ) : (
                <ul className="shelf-list">
                  {found.map((each) => (
                    <li key={each.id}>
                      {mayManage ? (
                        <button type="button" className="shelf-link" onClick={() => change({ brand: each.id })}>
                          {each.name}
                        </button>
                      ) : (
                        each.name
                      )}
                    </li>
                  ))}
                </ul>
              )
            }
          </Loaded>
        </section>
      </div>
      <Drawer open={mayManage && (category === 'new' || opened !== null)} onClose={() => change({ category: null })} size={480} title={opened ? t('categories.edit') : t('categories.create')} destroyOnHidden>
        <CategoryForm key={category} category={opened} categories={categories.data ?? []} onDone={() => change({ category: null })} />
      </Drawer>
      <Drawer open={mayManage && (brand === 'new' || openedBrand !== null)} onClose={() => change({ brand: null })} size={480} title={openedBrand ? t('brands.edit') : t('brands.create')} destroyOnHidden>
        <BrandForm key={brand} brand={openedBrand} onDone={() => change({ brand: null })} />
      </Drawer>
    </Page>
  );
}
