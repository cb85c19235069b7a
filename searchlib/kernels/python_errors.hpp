// How does what a kernel throws reach Python? Included by the Cython modules only; called with the GIL held.
#pragma once
#include <Python.h>

#include "segment.hpp"

namespace {

PyObject* corrupt_index_class = nullptr;

void set_corrupt_index_class(PyObject* cls) {
    Py_INCREF(cls);
    corrupt_index_class = cls;
}

void raise_python() {
    try {
        throw;
    } catch (const searchlib::CorruptFile& error) {
        PyErr_SetString(corrupt_index_class, error.what());
    } catch (const std::bad_alloc&) {
        PyErr_NoMemory();
    } catch (const std::exception& error) {
        PyErr_SetString(PyExc_RuntimeError, error.what());
    }
}

}  // namespace
