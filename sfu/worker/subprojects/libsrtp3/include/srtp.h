// The part of libsrtp 3's interface that the mediasoup worker uses, on top of the
// distribution's libsrtp 2. C++ only: the calls overload those of libsrtp 2.
#pragma once

// In libsrtp 2 `srtp_policy_t` is a struct, in libsrtp 3 a handle: rename the old.
#define srtp_policy_t srtp2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

#include <climits>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>

// The two codes that libsrtp 3 added.
inline constexpr srtp_err_status_t srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
inline constexpr srtp_err_status_t srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

struct srtp_policy_handle
{
	srtp2_policy_t policy{};
	srtp_profile_t profile{ srtp_profile_reserved };
	unsigned char key[SRTP_MAX_KEY_LEN]{};
};
using srtp_policy_t = srtp_policy_handle*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy = new (std::nothrow) srtp_policy_handle();

	return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (!policy)
	{
		return;
	}

	// Keys do not stay behind in freed memory.
	explicit_bzero(policy->key, sizeof(policy->key));
	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->policy.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	const auto rtp = srtp_crypto_policy_set_from_profile_for_rtp(std::addressof(policy->policy.rtp), profile);

	if (rtp != srtp_err_status_ok)
	{
		return rtp;
	}

	policy->profile = profile;

	return srtp_crypto_policy_set_from_profile_for_rtcp(std::addressof(policy->policy.rtcp), profile);
}

// libsrtp 2 wants key and salt in one piece and exactly as long as the profile
// says; it does not look at lengths itself. No MKI: the worker uses none.
inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* mki,
  size_t mkiLen)
{
	if (
	  mki || mkiLen != 0 || keyLen + saltLen > sizeof(policy->key) ||
	  keyLen != srtp_profile_get_master_key_length(policy->profile) ||
	  saltLen != srtp_profile_get_master_salt_length(policy->profile))
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->key, key, keyLen);
	std::memcpy(policy->key + keyLen, salt, saltLen);
	policy->policy.key = policy->key;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->policy.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t size)
{
	policy->policy.window_size = static_cast<unsigned long>(size);

	return srtp_err_status_ok;
}

// libsrtp 2 copies what it needs out of the policy.
inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	if (!policy || !policy->policy.key)
	{
		return srtp_err_status_bad_param;
	}

	return srtp_create(session, static_cast<const srtp2_policy_t*>(std::addressof(policy->policy)));
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

namespace srtp_on_libsrtp2
{
	// libsrtp 2 works in place and grows the packet by at most `growth` bytes:
	// copy to the out buffer where it is another one, then work there.
	template<typename Call>
	inline srtp_err_status_t inPlace(
	  const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t growth, Call call)
	{
		if (inLen > static_cast<size_t>(INT_MAX) - growth)
		{
			return srtp_err_status_bad_param;
		}

		if (*outLen < inLen + growth)
		{
			return srtp_err_status_buffer_small;
		}

		if (out != in)
		{
			std::memmove(out, in, inLen);
		}

		auto len          = static_cast<int>(inLen);
		const auto status = call(out, std::addressof(len));

		if (status == srtp_err_status_ok)
		{
			*outLen = static_cast<size_t>(len);
		}

		return status;
	}
} // namespace srtp_on_libsrtp2

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t /*mkiIndex*/)
{
	return srtp_on_libsrtp2::inPlace(
	  in,
	  inLen,
	  out,
	  outLen,
	  SRTP_MAX_TRAILER_LEN,
	  [session](uint8_t* packet, int* len) { return srtp_protect(session, packet, len); });
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	return srtp_on_libsrtp2::inPlace(
	  in,
	  inLen,
	  out,
	  outLen,
	  0,
	  [session](uint8_t* packet, int* len) { return srtp_unprotect(session, packet, len); });
}

// RTCP grows by four bytes more: the index that travels with each packet. The
// worker keeps only SRTP_MAX_TRAILER_LEN free, in a buffer of 64 kB that a UDP
// packet cannot fill, so asking for the four costs nothing.
inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t /*mkiIndex*/)
{
	return srtp_on_libsrtp2::inPlace(
	  in,
	  inLen,
	  out,
	  outLen,
	  SRTP_MAX_TRAILER_LEN + 4,
	  [session](uint8_t* packet, int* len) { return srtp_protect_rtcp(session, packet, len); });
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	return srtp_on_libsrtp2::inPlace(
	  in,
	  inLen,
	  out,
	  outLen,
	  0,
	  [session](uint8_t* packet, int* len) { return srtp_unprotect_rtcp(session, packet, len); });
}
