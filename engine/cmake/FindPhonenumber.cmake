# libphonenumber, as the target phonenumber::phonenumber. Whoever only links needs no headers and no development package:
# the library is found by its soname too. Phonenumber_INCLUDE_DIR is where the headers are, if they are there.
#
# Debian 12's libphonenumber-dev wants Boost 1.74's development files, which cannot be installed beside those of 1.81:
# configs/install-packages puts its headers into /usr/local.

find_library(Phonenumber_LIBRARY NAMES phonenumber libphonenumber.so.8)
find_library(Phonenumber_PROTOBUF_LIBRARY NAMES protobuf libprotobuf.so.32)
find_path(Phonenumber_INCLUDE_DIR phonenumbers/phonenumberutil.h)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Phonenumber REQUIRED_VARS Phonenumber_LIBRARY Phonenumber_PROTOBUF_LIBRARY)
mark_as_advanced(Phonenumber_LIBRARY Phonenumber_PROTOBUF_LIBRARY Phonenumber_INCLUDE_DIR)

if(Phonenumber_FOUND AND NOT TARGET phonenumber::phonenumber)
  add_library(phonenumber::phonenumber UNKNOWN IMPORTED)
  set_target_properties(phonenumber::phonenumber PROPERTIES
    IMPORTED_LOCATION "${Phonenumber_LIBRARY}"
    INTERFACE_LINK_LIBRARIES "${Phonenumber_PROTOBUF_LIBRARY}")
  if(Phonenumber_INCLUDE_DIR)
    set_target_properties(phonenumber::phonenumber PROPERTIES
      INTERFACE_INCLUDE_DIRECTORIES "${Phonenumber_INCLUDE_DIR}")
  endif()
endif()
