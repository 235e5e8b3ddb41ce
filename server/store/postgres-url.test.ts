import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { connectionOf } from './postgres.ts'
import { isPostgresUrl, postgresFaults, postgresPlace } from './postgres-url.ts'

const tls = (url: string) => postgresPlace(url, undefined)?.tls

describe('a database URL', () => {
  it('contains host and user', () => {
    const place = postgresPlace('postgres://an%40b@db.example.vn:6432/h%E1%BB%8Dp', 'mật khẩu')
    assert.deepEqual(place, {
      host: 'db.example.vn',
      port: 6432,
      database: 'họp',
      user: 'an@b',
      password: 'mật khẩu',
      tls: { ca: null },
    })
    assert.equal(postgresPlace('postgresql://a:b%2Fc@[::1]/x', undefined)?.password, 'b/c')
    assert.equal(postgresPlace('postgres://a@localhost/x?host=/run/pg', undefined)?.host, '/run/pg')
    assert.equal(postgresPlace(undefined, undefined), null)
  })

  it('[NET] requires verified TLS except on this machine, unless told otherwise', () => {
    assert.deepEqual(tls('postgres://a@db.example.vn/x'), { ca: null })
    assert.deepEqual(tls('postgres://a@10.0.0.5/x?sslrootcert=/ca.pem'), { ca: '/ca.pem' })
    assert.deepEqual(tls('postgres://a@127.0.0.1/x?sslmode=verify-full'), { ca: null })
    assert.equal(tls('postgres://a@db.example.vn/x?sslmode=disable'), null)
    assert.equal(tls('postgres://a@127.0.0.1/x'), null)
    assert.equal(tls('postgres://a@localhost/x?host=/run/pg'), null)
    const place = postgresPlace('postgres://a@db.example.vn/x', undefined) ?? assert.fail()
    assert.deepEqual(connectionOf(place).ssl, { rejectUnauthorized: true })
  })

  it('is refused if it only looks valid', () => {
    const refused = [
      'mysql://a@h/x',
      'postgres://h/x',
      'postgres://a@h',
      'postgres://a@h/x/y',
      'postgres://a@h:0/x',
      'postgres://a@h/x?sslmode=require',
      'postgres://a@h/x?sslmode=prefer',
      'postgres://a@h/x?sslmode=verify-full&sslmode=disable',
      'postgres://a@h/x?options=-c%20role%3Droot',
      'postgres://a@h/x#y',
      'postgres://a%00@h/x',
      'postgres://a@h%20i/x',
    ]
    for (const url of refused) assert.equal(isPostgresUrl(url), false, url)
    assert.ok(isPostgresUrl('postgres://a:b@h-1.vn/x?sslmode=verify-full&sslrootcert=/ca.pem'))
  })

  it('has only one password, and no CA that would go unused', () => {
    assert.equal(postgresFaults('postgres://a:b@h/x', 'c').length, 1)
    assert.equal(postgresFaults(undefined, 'c').length, 1)
    assert.equal(postgresFaults('postgres://a@localhost/x?sslrootcert=/ca.pem', 'c').length, 1)
    assert.deepEqual(postgresFaults('postgres://a@h/x?sslrootcert=/ca.pem', 'c'), [])
  })
})
